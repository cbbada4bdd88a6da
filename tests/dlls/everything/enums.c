#include "everything.h"

Level level_up(Level level) { return level == LEVEL_BELOW ? LEVEL_GROUND : (Level)(level + 1); }
int __stdcall level_value(Level level) { return level * 10; }

void level_limits(Level *lowest, Level *highest) {
    *lowest = LEVEL_BELOW;
    *highest = LEVEL_TOP;
}

void level_turn(Level *level) { *level = (Level)-*level; }
Access __stdcall access_join(Access a, Access b) { return (Access)(a | b); }
bool access_has(Access all, Access one) { return (all & one) == one; }

Level level_highest(const Level *levels, int count) {
    Level found = LEVEL_BELOW;
    for (int i = 0; i < count; i++)
        if (levels[i] > found) found = levels[i];
    return found;
}

void lift_move(Lift *lift) {
    lift->at = level_up(lift->at);
    lift->who = access_join(lift->who, ACCESS_RUN);
    lift->moving = !lift->moving;
}
