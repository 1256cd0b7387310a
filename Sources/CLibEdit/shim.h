#include <stdio.h>
#include <editline/readline.h>

// Swift 6 can't assign a C global; the setter can.
static inline void clibedit_set_completion(rl_completion_func_t *function) {
    rl_attempted_completion_function = function;
}
