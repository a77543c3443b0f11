/*
 * foreign_key_index: the index that MySQL and MariaDB make for a foreign key when no key or index
 * begins with its columns.
 */
#ifndef SQL_FOREIGN_KEY_INDEX_H
#define SQL_FOREIGN_KEY_INDEX_H

#include "tenon/model.h"

/* Such a server makes one, which the model does not have: it is named as the foreign key is. */
bool sql_makes_index(const struct tn_relationship *relationship);

#endif
