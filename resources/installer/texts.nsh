; What the installer says, in both languages; apart from the script because it must be read as UTF-8.
!define SHORTCUT "AgriDesk 农技台"

LangString DATABASE ${LANG_ENGLISH} "AgriDesk database"
LangString DATABASE ${LANG_SIMPCHINESE} "农技台数据库"

; NSIS calls this button otherwise in Chinese than its own sentence above it.
LangString AGREE ${LANG_ENGLISH} "I &Agree"
LangString AGREE ${LANG_SIMPCHINESE} "我同意(&I)"

LangString TOO_OLD ${LANG_ENGLISH} "AgriDesk needs Windows 10 version 1809 or later, 64 bit."
LangString TOO_OLD ${LANG_SIMPCHINESE} "农技台需要 64 位的 Windows 10（1809 版）或更新的系统。"

LangString RUNNING ${LANG_ENGLISH} "AgriDesk is running. Close it, then retry."
LangString RUNNING ${LANG_SIMPCHINESE} "农技台正在运行。请先关闭它，再重试。"

LangString NOT_WRITTEN ${LANG_ENGLISH} "The program could not be written to $INSTDIR. Free some space or choose another folder, then install again. Your data were not touched."
LangString NOT_WRITTEN ${LANG_SIMPCHINESE} "无法把程序写入 $INSTDIR。请腾出空间或另选文件夹，然后重新安装。您的数据没有改动。"

LangString DATA_STAY ${LANG_ENGLISH} "Only the program is removed. Your data stay where they are: each database (.agridesk) with its folders .files and .backups beside it, in $DOCUMENTS\AgriDesk or where you put it; the settings, and a database for which no folder was chosen, in $LOCALAPPDATA\AgriDesk."
LangString DATA_STAY ${LANG_SIMPCHINESE} "只删除程序，您的数据都留在原处：数据库（.agridesk）和旁边的 .files、.backups 文件夹，在 $DOCUMENTS\AgriDesk 或您自己选的位置；设置，以及没有选过文件夹的数据库，在 $LOCALAPPDATA\AgriDesk。"
