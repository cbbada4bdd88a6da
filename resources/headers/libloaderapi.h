#include <minwinbase.h>
