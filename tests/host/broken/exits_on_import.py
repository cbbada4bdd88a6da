import sys

sys.exit("this module is a program")
