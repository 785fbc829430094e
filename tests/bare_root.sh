#!/usr/bin/env bash
# The README's two commands in a bare root that holds only python3: first with the network, for
# the set-up, then without any. Needs root, debootstrap, git and util-linux; takes minutes.
#
#   tests/bare_root.sh FOLDER [SUITE [MIRROR [SCRIPT]]]
#
# FOLDER is made with debootstrap where it is not there yet (bookworm by default; for Ubuntu:
# noble http://archive.ubuntu.com/ubuntu gutsy). What this machine needs to reach its package
# index (settings, certificates) is named in BARE_ROOT_COPY, blank-separated, and copied in.
# TESSERA_VECTORS, where set, is shown inside. BARE_ROOT_COMMANDS replaces the commands.
set -eu

root=$(realpath -m "${1:?usage: $0 FOLDER [SUITE [MIRROR [SCRIPT]]]}")
suite=${2:-bookworm}
mirror=${3:-http://deb.debian.org/debian}
script=${4:-}
here=$(cd "$(dirname "$0")/.." && pwd)
checkout=/home/tessera

if [ ! -e "$root/usr/bin/python3" ]; then
    components=main
    case $mirror in *ubuntu*) components=main,universe ;; esac
    # The root is thrown away after the trial, so an unknown archive key does not stop it.
    debootstrap --variant=minbase --no-check-gpg --components="$components" \
        --include=python3,ca-certificates "$suite" "$root" "$mirror" $script
fi
for file in /etc/resolv.conf /etc/hosts ${BARE_ROOT_COPY:-}; do
    [ -e "$file" ] || continue
    mkdir -p "$root$(dirname "$file")"
    cp -aL --remove-destination "$file" "$root$file"
done
rm -rf "$root$checkout"
git clone -q --no-hardlinks "$here" "$root$checkout"

inside() { # inside yes|no COMMAND...: run in the root, with or without the network
    local cut=()
    [ "$1" = yes ] || cut=(--net)
    shift
    unshare --mount --pid --fork "${cut[@]}" bash -c '
        root=$1 vectors=$2; shift 2
        mount --rbind /dev "$root/dev"
        mount -t proc proc "$root/proc"
        mount -t tmpfs tmpfs "$root/tmp"
        if [ -n "$vectors" ]; then
            mkdir -p "$root/vectors" && mount --bind "$vectors" "$root/vectors"
            export TESSERA_VECTORS=/vectors
        fi
        exec chroot "$root" env -u DISPLAY -u WAYLAND_DISPLAY HOME=/root \
            PATH=/usr/sbin:/usr/bin:/sbin:/bin bash -c "cd '"$checkout"' && $*"
    ' inside "$root" "${TESSERA_VECTORS:-}" "$@"
}

opens() { # opens yes|no: the app comes up and stays up until it is ended
    local status=0 told
    told=$(inside "$1" 'timeout --signal=INT 20 python3 run.py' 2>&1) || status=$?
    echo "$told"
    if [ "$status" != 124 ]; then
        echo "the app ended by itself with status $status"
        return 1
    fi
    # what the crash page reports has the kind of error on a line of its own
    ! grep -qE '^[A-Za-z.]+Error$' <<<"$told" || { echo "the app is up, but broken"; return 1; }
}

if [ -n "${BARE_ROOT_COMMANDS:-}" ]; then
    inside yes "$BARE_ROOT_COMMANDS"
    exit
fi
echo "== $suite: python3 run.py, from nothing"
time inside yes 'python3 run.py setup'
opens yes
echo "== $suite: python3 run.py test"
time inside yes 'python3 run.py test'
echo "== $suite: both again without any network"
opens no
inside no 'python3 run.py test'
echo "== $suite: all done"
