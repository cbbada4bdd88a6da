#include <windows.h>
#include <oleauto.h>
