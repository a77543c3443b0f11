/*
 * models: small models for the tests of diagrams, built by hand.
 */
#ifndef TESTS_DIAGRAM_MODELS_H
#define TESTS_DIAGRAM_MODELS_H

#include "tenon/model.h"

struct tn_entity *models_entity(struct tn_model *model, const char *name);
/* "*id bigint" is part of the primary key, "note? text" may be null. */
struct tn_attribute *models_column(struct tn_model *model, struct tn_entity *entity,
                                   const char *description);
/* entity.column refers to the primary key of the parent. */
struct tn_relationship *models_link(struct tn_model *model, const char *child, const char *column,
                                    const char *parent);
struct tn_relationship *models_many_to_many(struct tn_model *model, const char *child,
                                            const char *parent);

/* customers, addresses, orders, order_items, products, categories (of themselves), tags and a
 * log that stands alone. */
struct tn_model *models_shop(void);
/* One entity "hub" that COUNT others refer to. */
struct tn_model *models_hub(size_t count);
/* COUNT entities t0, t1, …; each refers to up to two with smaller numbers or to itself, at times
 * many to many. */
struct tn_model *models_random(size_t count, uint64_t seed);

#endif
