#include <rpcndr.h>
