/*
 * signals: what the system tells the designer, as notes to be read when it suits. Handlers only
 * write a byte into a pipe.
 */
#ifndef TUI_SIGNALS_H
#define TUI_SIGNALS_H

#include "tenon/base.h"

enum signal_note { SIGNAL_NONE, SIGNAL_SIZE, SIGNAL_STOP, SIGNAL_GO_ON, SIGNAL_END };

bool signals_open(struct tn_error *error);
/* As they were by default; without a terminal, its going is not heard of again. */
void signals_close(bool terminal_is_gone);
int signals_file(void); /* readable when there is a note */
enum signal_note signals_next(void);
/* Stops the process and those of its job, as the terminal's ^Z does; returns when it goes on. */
void signals_stop_process(void);

#endif
