/*
 * Settings: small facts that a face keeps in the project. They are read when the project is
 * opened and written with the next group, or when it is closed; losing one is no loss.
 */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

static struct store_setting *find(struct tn_store *store, const char *name) {
    for (size_t i = 0; i < store->settings.count; i++)
        if (strcmp(store->settings.items[i].name, name) == 0)
            return &store->settings.items[i];
    return NULL;
}

static struct store_setting *add(struct tn_store *store, const char *name) {
    struct store_setting setting = {.name = tn_duplicate(name)};
    TN_PUSH(&store->settings, setting);
    return &store->settings.items[store->settings.count - 1];
}

const char *tn_store_setting(struct tn_store *store, const char *name) {
    struct store_setting *setting = find(store, name);
    return setting ? setting->value : NULL;
}

void tn_store_set_setting(struct tn_store *store, const char *name, const char *value) {
    struct store_setting *setting = find(store, name);
    if (!setting && !value)
        return;
    if (!setting)
        setting = add(store, name);
    else if (setting->value && value && strcmp(setting->value, value) == 0)
        return;
    char *old = setting->value;
    setting->value = value ? tn_duplicate(value) : NULL;
    setting->changed = true;
    free(old);
}

bool store_load_settings(struct tn_store *store, struct tn_error *error) {
    sqlite3_stmt *row =
        store_prepare(store->db, store->path, "SELECT name, value FROM setting", error);
    if (!row)
        return false;
    int result;
    while ((result = sqlite3_step(row)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        const char *value = (const char *)sqlite3_column_text(row, 1);
        if (name && value)
            add(store, name)->value = tn_duplicate(value);
    }
    bool good = result == SQLITE_DONE || store_fail(store->db, store->path, error);
    sqlite3_finalize(row);
    return good;
}

static bool write_one(struct tn_store *store, const struct store_setting *setting) {
    static const char put[] = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)";
    static const char drop[] = "DELETE FROM setting WHERE name = ?";
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->db, setting->value ? put : drop, -1, &statement, NULL) !=
        SQLITE_OK)
        return false;
    sqlite3_bind_text(statement, 1, setting->name, -1, SQLITE_STATIC);
    if (setting->value)
        sqlite3_bind_text(statement, 2, setting->value, -1, SQLITE_STATIC);
    bool good = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_finalize(statement);
    return good;
}

bool store_write_settings(struct tn_store *store) {
    for (size_t i = 0; i < store->settings.count; i++)
        if (store->settings.items[i].changed && !write_one(store, &store->settings.items[i]))
            return false;
    return true;
}

bool store_settings_changed(const struct tn_store *store) {
    for (size_t i = 0; i < store->settings.count; i++)
        if (store->settings.items[i].changed)
            return true;
    return false;
}

void store_settings_written(struct tn_store *store) {
    for (size_t i = 0; i < store->settings.count; i++)
        store->settings.items[i].changed = false;
}

void store_settings_free(struct tn_store *store) {
    for (size_t i = 0; i < store->settings.count; i++) {
        free(store->settings.items[i].name);
        free(store->settings.items[i].value);
    }
    free(store->settings.items);
}
