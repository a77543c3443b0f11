/*
 * cli: the command line of tenon.
 */
#ifndef TENON_CLI_H
#define TENON_CLI_H

/*
 * Runs one command and returns the exit status: 0 done; 1 done, and there are findings or
 * differences that were asked to count; 2 wrong usage; 3 it could not be done. Results go to
 * standard output, messages to standard error.
 */
int tn_cli_main(int argc, char **argv);

#endif
