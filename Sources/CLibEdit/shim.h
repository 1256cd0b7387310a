#include <stdio.h>
#include <editline/readline.h>

// Swift 6 can't read or assign a C global; these can.
static inline void clibedit_set_completion(rl_completion_func_t *function) {
    rl_attempted_completion_function = function;
}

static inline void clibedit_set_name(const char *name) {
    rl_readline_name = name;
}

// Keeps libedit from offering file names where the program knows no completion.
static inline void clibedit_set_completion_over(void) {
    rl_attempted_completion_over = 1;
}

// Must be called before rl_initialize. libedit then installs no signal handler: its own would run on any thread of the
// program, beside the editor's, and read a null pointer once a line has ended.
static inline void clibedit_use_keys(int (*next_key)(FILE *)) {
    rl_catch_signals = 0;
    rl_getc_function = next_key;
}

static inline const char *clibedit_line(void) {
    return rl_line_buffer;
}
