/*
 * main: the program around the library. Everything it does is in libtenon.
 */
#include "tenon/cli.h"

int main(int argc, char **argv) {
    return tn_cli_main(argc, argv);
}
