# Stands in the list of tests where configure did not find what the screen tests need.
echo "1..0 # SKIP the screen tests are not built: cmocka or vterm was not found (Debian: libvterm-dev)"
