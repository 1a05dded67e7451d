#!/bin/sh
# Puts the frozen program in place for this user on Linux:  sh linux.sh dist/agridesk
# The same again, of a newer version, is the update;  sh linux.sh --remove  takes the program away.
# Data are never touched: of the folder of the program goes what its files.txt names, and nothing else.
set -eu
here=$(dirname "$(readlink -f "$0")")
program=$HOME/.local/lib/agridesk
command=$HOME/.local/bin/agridesk
share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/agridesk.desktop
kind=$share/mime/packages/agridesk.xml
picture=$share/icons/hicolor/scalable/apps/agridesk.svg

refuse_running() { # a program that runs cannot be written to
    if [ -e "$program/agridesk" ] && ! (: >>"$program/agridesk") 2>/dev/null; then
        echo "AgriDesk is running. Close it, then try again. 农技台正在运行，请先关闭它。" >&2
        exit 3
    fi
}

remove_program() {
    [ -e "$program/files.txt" ] || return 0
    while IFS= read -r line; do
        case $line in
            */) rmdir "$program/$line" 2>/dev/null || true ;;
            *) rm -f "$program/$line" ;;
        esac
    done <"$program/files.txt"
    rm -f "$program/files.txt"
}

tell_desktop() { # where the system has these tools; else it looks by itself
    update-desktop-database "$share/applications" 2>/dev/null || true
    update-mime-database "$share/mime" 2>/dev/null || true
}

if [ "${1-}" = --remove ]; then
    refuse_running
    remove_program
    rmdir "$program" 2>/dev/null || true
    rm -f "$command" "$entry" "$kind" "$picture"
    tell_desktop
    echo "The program is removed. Your data stay: $share/AgriDesk, or where you put them. 程序已删除，数据留在原处。"
    exit 0
fi

source=${1-}
if [ ! -x "$source/agridesk" ] || [ ! -e "$source/files.txt" ]; then
    echo "Name the folder of the frozen program (dist/agridesk). 请写出打包好的程序文件夹。" >&2
    exit 2
fi
if [ "$(readlink -f "$source")" = "$(readlink -f "$program")" ]; then
    echo "This is the program that is installed; name the folder of a newer one. 这是已装好的程序，请写出新版的文件夹。" >&2
    exit 2
fi
refuse_running
remove_program
mkdir -p "$program" "$(dirname "$command")" "$(dirname "$entry")" "$(dirname "$kind")" "$(dirname "$picture")"
cp -R "$source/." "$program/"
ln -sf "$program/agridesk" "$command"
cp "$here/agridesk.desktop" "$entry"
printf 'Exec="%s" %%f\n' "$(printf %s "$program/agridesk" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g')" >>"$entry"
cp "$here/agridesk.xml" "$kind"
cp "$here/../icons/agridesk.svg" "$picture"
tell_desktop
echo "AgriDesk is in the menu; in a terminal: $command  农技台已装好，可从应用菜单打开。"
