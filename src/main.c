/*
 * The program: hands the designer to the command line, since neither face knows the other.
 */
#include "tenon/cli.h"
#include "tenon/tui.h"

static bool run_designer(struct tn_store *store, const char *theme, bool ascii,
                         struct tn_error *error) {
    struct tn_tui_options options = {.theme = theme, .ascii = ascii};
    return tn_tui_run(store, &options, error);
}

int main(int argc, char **argv) {
    static const struct tn_cli_designer designer = {run_designer, tn_tui_manual};
    return tn_cli_main(argc, argv, &designer);
}
