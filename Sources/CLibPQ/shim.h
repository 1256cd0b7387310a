#ifndef BUDDEL_CLIBPQ_SHIM_H
#define BUDDEL_CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <spawn.h>

// Character macros are not imported into Swift; these are the same values as constants.
enum {
    BUDDEL_DIAG_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED,
    BUDDEL_DIAG_SQLSTATE = PG_DIAG_SQLSTATE,
    BUDDEL_DIAG_MESSAGE = PG_DIAG_MESSAGE_PRIMARY,
    BUDDEL_DIAG_DETAIL = PG_DIAG_MESSAGE_DETAIL,
    BUDDEL_DIAG_HINT = PG_DIAG_MESSAGE_HINT,
    BUDDEL_DIAG_POSITION = PG_DIAG_STATEMENT_POSITION,
    BUDDEL_DIAG_CONTEXT = PG_DIAG_CONTEXT,
    BUDDEL_DIAG_SCHEMA = PG_DIAG_SCHEMA_NAME,
    BUDDEL_DIAG_TABLE = PG_DIAG_TABLE_NAME,
    BUDDEL_DIAG_COLUMN = PG_DIAG_COLUMN_NAME,
    BUDDEL_DIAG_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME,
    BUDDEL_DIAG_FUNCTION = PG_DIAG_SOURCE_FUNCTION,
};

// Swift's Glibc module is read without _GNU_SOURCE and so lacks these three functions of glibc 2.34.
int memfd_create(const char *name, unsigned int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);

#endif
