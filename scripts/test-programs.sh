#!/bin/sh
# Looks for the two programs that some tests drive, Chromium and LibreOffice Calc, and as root installs what is missing.
# Never fails: tests without their program are skipped, and the test run says so in its last lines.
set -u

has_one_of() {
    for program in "$@"; do
        command -v "$program" >/dev/null 2>&1 && return 0
    done
    return 1
}

missing=
has_one_of chromium chromium-browser google-chrome || missing="$missing chromium"
has_one_of soffice libreoffice || missing="$missing libreoffice-calc-nogui"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Not installed:$missing. Their tests will be skipped; an administrator installs them with: apt-get install$missing"
    exit 0
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null 2>&1 || true
for package in $missing; do
    echo "Installing $package for the tests that need it; this takes a few minutes, once."
    apt-get install -qq -y --no-install-recommends "$package" >/dev/null 2>&1 ||
        echo "$package could not be installed; its tests will be skipped."
done
