/*
 * The command table as text for the manual.
 */
#include "tenon/tui.h"

#include "tui/command.h"

void tn_tui_manual(struct tn_buffer *out) {
    size_t count;
    const struct command *all = command_table(&count);
    for (size_t i = 0; i < count; i++) {
        struct tn_buffer places = {0};
        command_places(&all[i], &places);
        tn_put_format(out, "%s%s%s\n", all[i].name, all[i].argument ? " " : "",
                      all[i].argument ? all[i].argument : "");
        if (*all[i].keys)
            tn_put_format(out, "    keys: %s (%s)\n", all[i].keys, tn_buffer_text(&places));
        tn_put_format(out, "    %s.\n", all[i].help);
        tn_buffer_free(&places);
    }
}
