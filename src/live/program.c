/*
 * Input and output of the program are files without names, so that neither side ever waits for the
 * other to read.
 */
#include "live/program.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool write_input(FILE *file, const char *input) {
    return fwrite(input, 1, strlen(input), file) == strlen(input) && fflush(file) == 0 &&
           fseek(file, 0, SEEK_SET) == 0;
}

static void read_output(FILE *file, struct tn_buffer *out) {
    char piece[4096];
    rewind(file);
    for (size_t count; (count = fread(piece, 1, sizeof piece, file)) > 0;)
        tn_put_bytes(out, piece, count);
}

/* The environment with one more; to be freed, its texts not. */
static char **environment_with(const char *added) {
    size_t count = 0;
    while (environ[count])
        count++;
    char **result = tn_allocate((count + 2) * sizeof *result);
    memcpy(result, environ, count * sizeof *result);
    if (added)
        result[count] = (char *)(uintptr_t)added;
    return result;
}

static int spawn(const char *const *arguments, const char *added, FILE *const files[3],
                 pid_t *process) {
    posix_spawn_file_actions_t actions;
    char **environment = environment_with(added);
    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < 3; i++)
        posix_spawn_file_actions_adddup2(&actions, fileno(files[i]), i);
    int failure = posix_spawnp(process, arguments[0], &actions, NULL,
                               (char *const *)(uintptr_t)arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    free(environment);
    return failure;
}

static int wait_for(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

/* The message without the blank at its end. */
static bool fail_with(struct tn_error *error, const char *program, FILE *complaints) {
    struct tn_buffer text = {0};
    read_output(complaints, &text);
    while (text.length && strchr(" \n\r", text.at[text.length - 1]))
        text.at[--text.length] = 0;
    tn_fail(error, "%s", text.length ? text.at : program);
    tn_buffer_free(&text);
    return false;
}

static bool run(const char *const *arguments, const char *added, FILE *const files[3],
                struct tn_buffer *out, struct tn_error *error) {
    pid_t process;
    int failure = spawn(arguments, added, files, &process);
    if (failure)
        return tn_fail(error, "%s cannot be run: %s", arguments[0], strerror(failure));
    if (wait_for(process) != 0)
        return fail_with(error, arguments[0], files[2]);
    read_output(files[1], out);
    return true;
}

bool live_run_program(const char *const *arguments, const char *added, const char *input,
                      struct tn_buffer *out, struct tn_error *error) {
    FILE *files[3] = {tmpfile(), tmpfile(), tmpfile()};
    bool made = files[0] && files[1] && files[2] && write_input(files[0], input);
    bool done = made ? run(arguments, added, files, out, error)
                     : tn_fail(error, "no temporary file can be made: %s", strerror(errno));
    for (int i = 0; i < 3; i++)
        if (files[i])
            fclose(files[i]);
    return done;
}
