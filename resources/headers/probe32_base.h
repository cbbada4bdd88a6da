/* What every piece of C text may use without an include: SAL, conventions and the names of Windows' basic types. */
#ifndef PROBE32_BASE_H
#define PROBE32_BASE_H

#include <sal.h>
#include <probe32_spellings.h>
#include <stddef.h>
#include <stdint.h>
#ifndef __cplusplus
typedef _Bool bool;
#endif
#include <minwindef.h>
#include <windef.h>
#include <wtypes.h>

#endif
