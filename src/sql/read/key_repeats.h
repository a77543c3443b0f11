/*
 * key_repeats: keys of one table that say the same.
 */
#ifndef SQL_KEY_REPEATS_H
#define SQL_KEY_REPEATS_H

#include "tenon/model.h"

/* Of each key over the columns of an earlier one, with nothing else about it: id -> that one. The
 * primary key counts as the first. */
void sql_find_repeats(const struct tn_entity *entity, struct tn_id_map *repeats);

#endif
