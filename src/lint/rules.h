/*
 * The rules' rows, each in the file of its group; rules.c makes the table of them.
 */
#ifndef LINT_RULES_H
#define LINT_RULES_H

#include "lint/context.h"
#include "tenon/design.h"

/* pk-natural: is the column alone the key, and what identifies something in the real world? */
bool lint_is_natural_key(const struct lint_table *table, const struct lint_column *column);

/* X(row): in the order of the manual, a group in rules/GROUP*.c. */
#define LINT_NAMING_RULES(X)                                                                       \
    X(lint_name_case)                                                                              \
    X(lint_table_number)                                                                           \
    X(lint_table_prefix)                                                                           \
    X(lint_table_name_verbose)                                                                     \
    X(lint_junction_name)                                                                          \
    X(lint_audit_name_affix)                                                                       \
    X(lint_column_vague_name)                                                                      \
    X(lint_column_abbreviation)                                                                    \
    X(lint_column_unit_suffix)                                                                     \
    X(lint_pk_column_name)                                                                         \
    X(lint_fk_column_name)                                                                         \
    X(lint_boolean_prefix)                                                                         \
    X(lint_boolean_negative)                                                                       \
    X(lint_timestamp_suffix)                                                                       \
    X(lint_constraint_name)                                                                        \
    X(lint_index_name)                                                                             \
    X(lint_constraint_unnamed)                                                                     \
    X(lint_name_reserved_word)                                                                     \
    X(lint_name_special_chars)                                                                     \
    X(lint_name_needs_quoting)                                                                     \
    X(lint_name_too_long)                                                                          \
    X(lint_name_collision)                                                                         \
    X(lint_name_deny_list)                                                                         \
    X(lint_name_glossary)                                                                          \
    X(lint_leftover_name)

#define LINT_KEYS_RULES(X)                                                                         \
    X(lint_pk_missing)                                                                             \
    X(lint_pk_nullable)                                                                            \
    X(lint_pk_type)                                                                                \
    X(lint_pk_range)                                                                               \
    X(lint_pk_composite)                                                                           \
    X(lint_pk_natural)                                                                             \
    X(lint_pk_not_first)                                                                           \
    X(lint_identity_over_serial)                                                                   \
    X(lint_surrogate_only)                                                                         \
    X(lint_unique_expected)                                                                        \
    X(lint_unique_nullable)                                                                        \
    X(lint_unique_implied)                                                                         \
    X(lint_auto_increment_shape)                                                                   \
    X(lint_relation_1_1_unique)                                                                    \
    X(lint_relation_m_n_junction)                                                                  \
    X(lint_relation_optionality)                                                                   \
    X(lint_junction_key)

#define LINT_INTEGRITY_RULES(X)                                                                    \
    X(lint_fk_missing)                                                                             \
    X(lint_fk_broken)                                                                              \
    X(lint_fk_target_not_unique)                                                                   \
    X(lint_fk_type_mismatch)                                                                       \
    X(lint_fk_set_null_not_null)                                                                   \
    X(lint_fk_set_default_no_default)                                                              \
    X(lint_fk_cascade_reach)                                                                       \
    X(lint_fk_action_explicit)                                                                     \
    X(lint_fk_cycle)                                                                               \
    X(lint_fk_duplicate)                                                                           \
    X(lint_fk_partial_null)                                                                        \
    X(lint_fk_engine)                                                                              \
    X(lint_table_too_small)                                                                        \
    X(lint_table_all_nullable)                                                                     \
    X(lint_not_null_expected)                                                                      \
    X(lint_boolean_nullable)                                                                       \
    X(lint_default_expected)                                                                       \
    X(lint_default_invalid)                                                                        \
    X(lint_default_null_string)                                                                    \
    X(lint_check_expected_range)                                                                   \
    X(lint_check_expected_values)                                                                  \
    X(lint_check_null_passes)                                                                      \
    X(lint_check_suspect)                                                                          \
    X(lint_expr_unknown_column)                                                                    \
    X(lint_soft_delete_unique)                                                                     \
    X(lint_required_columns)                                                                       \
    X(lint_audit_expected)                                                                         \
    X(lint_optimistic_lock)                                                                        \
    X(lint_trigger_for_constraint)

#define LINT_TYPES_RULES(X)                                                                        \
    X(lint_float_for_money)                                                                        \
    X(lint_type_from_data)                                                                         \
    X(lint_name_type_mismatch)                                                                     \
    X(lint_timestamp_no_zone)                                                                      \
    X(lint_timestamp_2038)                                                                         \
    X(lint_char_fixed)                                                                             \
    X(lint_varchar_text)                                                                           \
    X(lint_json_over_jsonb)                                                                        \
    X(lint_money_type)                                                                             \
    X(lint_uuid_as_text)                                                                           \
    X(lint_column_type_inconsistent)                                                               \
    X(lint_decimal_shape)                                                                          \
    X(lint_int_display_width)                                                                      \
    X(lint_charset)                                                                                \
    X(lint_large_object)                                                                           \
    X(lint_type_deny_list)

#define LINT_INDEXES_RULES(X)                                                                      \
    X(lint_fk_unindexed)                                                                           \
    X(lint_index_duplicate)                                                                        \
    X(lint_index_shadows_unique)                                                                   \
    X(lint_index_redundant_prefix)                                                                 \
    X(lint_index_count)                                                                            \
    X(lint_index_width)                                                                            \
    X(lint_index_column_repeat)                                                                    \
    X(lint_index_low_value)                                                                        \
    X(lint_index_unindexable_type)                                                                 \
    X(lint_index_method)                                                                           \
    X(lint_index_order)                                                                            \
    X(lint_index_predicate_volatile)                                                               \
    X(lint_index_predicate_useless)                                                                \
    X(lint_access_unindexed)                                                                       \
    X(lint_index_unused)                                                                           \
    X(lint_index_opportunity)                                                                      \
    X(lint_index_expression)                                                                       \
    X(lint_search_unindexed)

#define LINT_NORMALIZATION_RULES(X)                                                                \
    X(lint_nf_goal)                                                                                \
    X(lint_nf_key_undeclared)                                                                      \
    X(lint_nf_fd_redundant)                                                                        \
    X(lint_nf_fd_contradicted)                                                                     \
    X(lint_nf_fd_discovered)                                                                       \
    X(lint_nf_repeating_group)                                                                     \
    X(lint_nf_suspect_copy)                                                                        \
    X(lint_nf_derived_column)                                                                      \
    X(lint_nf_list_column)                                                                         \
    X(lint_nf_polymorphic)                                                                         \
    X(lint_nf_cloned_tables)                                                                       \
    X(lint_nf_nested_column)                                                                       \
    X(lint_nf_eav)                                                                                 \
    X(lint_nf_lookup_all)                                                                          \
    X(lint_table_too_wide)                                                                         \
    X(lint_column_constant)

#define LINT_PORTABILITY_RULES(X)                                                                  \
    X(lint_type_unsupported)                                                                       \
    X(lint_feature_unsupported)                                                                    \
    X(lint_sqlite_length)                                                                          \
    X(lint_sqlite_rowid)                                                                           \
    X(lint_text_default)                                                                           \
    X(lint_extension_missing)                                                                      \
    X(lint_policy_forbid)

#define LINT_PARTITIONING_RULES(X)                                                                 \
    X(lint_partition_key_in_key)                                                                   \
    X(lint_partition_bounds)                                                                       \
    X(lint_partition_candidate)                                                                    \
    X(lint_partition_unused_key)                                                                   \
    X(lint_timeseries_index)                                                                       \
    X(lint_retention_undeclared)                                                                   \
    X(lint_shard_key_in_key)                                                                       \
    X(lint_shard_crossing_fk)                                                                      \
    X(lint_shard_scatter)                                                                          \
    X(lint_shard_strategy)                                                                         \
    X(lint_service_crossing_fk)

#define LINT_SECURITY_RULES(X)                                                                     \
    X(lint_password_storage)                                                                       \
    X(lint_card_cvv)                                                                               \
    X(lint_secret_plain)                                                                           \
    X(lint_pii_untagged)                                                                           \
    X(lint_pii_plain)                                                                              \
    X(lint_rls_missing)                                                                            \
    X(lint_grant_excess)                                                                           \
    X(lint_definer_rights)

#define LINT_PERFORMANCE_RULES(X)                                                                  \
    X(lint_row_too_wide)                                                                           \
    X(lint_storage_engine)                                                                         \
    X(lint_query_select_star)                                                                      \
    X(lint_query_implicit_join)                                                                    \
    X(lint_query_unbounded)

#define LINT_DOCUMENTATION_RULES(X)                                                                \
    X(lint_comment_missing)                                                                        \
    X(lint_comment_length)                                                                         \
    X(lint_diagram_missing)                                                                        \
    X(lint_table_isolated)                                                                         \
    X(lint_table_tag)                                                                              \
    X(lint_waiver_hygiene)                                                                         \
    X(lint_ruling_invalid)

#define LINT_RULES(X)                                                                              \
    LINT_NAMING_RULES(X)                                                                           \
    LINT_KEYS_RULES(X)                                                                             \
    LINT_INTEGRITY_RULES(X)                                                                        \
    LINT_TYPES_RULES(X)                                                                            \
    LINT_INDEXES_RULES(X)                                                                          \
    LINT_NORMALIZATION_RULES(X)                                                                    \
    LINT_PORTABILITY_RULES(X)                                                                      \
    LINT_PARTITIONING_RULES(X)                                                                     \
    LINT_SECURITY_RULES(X)                                                                         \
    LINT_PERFORMANCE_RULES(X)                                                                      \
    LINT_DOCUMENTATION_RULES(X)

#define LINT_DECLARE(row) extern const struct tn_rule row;
LINT_RULES(LINT_DECLARE)
#undef LINT_DECLARE

#endif
