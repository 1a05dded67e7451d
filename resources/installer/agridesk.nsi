; The installer for Windows, made from the frozen program in dist\agridesk:  makensis resources/installer/agridesk.nsi
; For this user alone, without administrator; run again, of a newer version, it is the update. /S asks nothing, /D=FOLDER
; (last) installs elsewhere. Exit status: 0 done, 1 given up by the user, 2 not done, 3 the program is running.
; Data are never touched: of the folder of the program goes what its files.txt names, and nothing else.
Unicode true
!ifdef TARGET
  Target ${TARGET} ; -DTARGET=amd64-unicode for a 64-bit installer, where NSIS has it
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh

!define PROGRAM "..\..\dist\agridesk"
!getdllversion "${PROGRAM}\agridesk.exe" VERSION_
!define VERSION "${VERSION_1}.${VERSION_2}.${VERSION_3}"
!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\AgriDesk"
!define OLDEST_BUILD 17763 ; Windows 10 1809, the oldest that Qt runs on

Name "AgriDesk"
Caption "AgriDesk ${VERSION}"
BrandingText "AgriDesk ${VERSION}"
OutFile "..\..\dist\agridesk-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\AgriDesk"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "AgriDesk"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "AgriDesk Setup"
VIAddVersionKey "CompanyName" "AgriDesk"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "..\icons\agridesk.ico"
!define MUI_UNICON "..\icons\agridesk.ico"
!define MUI_LICENSEPAGE_BUTTON "$(AGREE)"
!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\agridesk.exe"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(DATA_STAY)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(DATA_STAY)"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
!include /CHARSET=UTF8 texts.nsh

Function .onInit
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    MessageBox MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Function un.onInit
  SetShellVarContext current
FunctionEnd

!macro FUNCTIONS UN ; the uninstaller has functions of its own
; A program that runs cannot be written to. Asks until it is closed; gives up with exit status 3.
Function ${UN}RefuseRunning
  ${Do}
    StrCpy $1 ""
    ${If} ${FileExists} "$INSTDIR\agridesk.exe"
      Push "$INSTDIR\agridesk.exe"
      Call ${UN}IsHeld
    ${EndIf}
    ${If} $1 == ""
    ${AndIf} ${FileExists} "$INSTDIR\agridesk-console.exe"
      Push "$INSTDIR\agridesk-console.exe"
      Call ${UN}IsHeld
    ${EndIf}
    ${If} $1 == ""
      Return
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${Loop}
FunctionEnd

; Takes a file from the stack; $1 is "held" where it cannot be written to.
Function ${UN}IsHeld
  Pop $0
  ClearErrors
  FileOpen $0 $0 a
  ${If} ${Errors}
    StrCpy $1 "held"
  ${Else}
    FileClose $0
  ${EndIf}
FunctionEnd

; Removes what the version installed now brought: its files, then those of its folders that are empty.
Function ${UN}RemoveProgram
  ClearErrors
  FileOpen $0 "$INSTDIR\files.txt" r
  ${IfNot} ${Errors}
    ${Do}
      FileRead $0 $1
      ${If} ${Errors}
        ${ExitDo}
      ${EndIf}
      StrCpy $1 $1 -2 ; without the end of the line
      StrCpy $2 $1 1 -1
      ${If} $2 == "\"
        RMDir "$INSTDIR\$1"
      ${Else}
        Delete "$INSTDIR\$1"
      ${EndIf}
      ClearErrors
    ${Loop}
    FileClose $0
    Delete "$INSTDIR\files.txt"
  ${EndIf}
  ClearErrors
FunctionEnd
!macroend
!insertmacro FUNCTIONS ""
!insertmacro FUNCTIONS "un."

Section "AgriDesk" ALL
  SectionIn RO
  Call RefuseRunning
  Call RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}\*.*"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "$(NOT_WRITTEN)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"

  SetOutPath "$DOCUMENTS" ; where the program starts: its own folder is no place for what is saved without a folder
  CreateShortcut "$SMPROGRAMS\${SHORTCUT}.lnk" "$INSTDIR\agridesk.exe"

  WriteRegStr HKCU "${CLASSES}\.agridesk" "" "AgriDesk.Database"
  WriteRegStr HKCU "${CLASSES}\AgriDesk.Database" "" "$(DATABASE)"
  WriteRegStr HKCU "${CLASSES}\AgriDesk.Database\DefaultIcon" "" "$INSTDIR\agridesk.exe,0"
  WriteRegStr HKCU "${CLASSES}\AgriDesk.Database\shell\open\command" "" '"$INSTDIR\agridesk.exe" --database "%1"'
  ${RefreshShellIcons}

  SectionGetSize ${ALL} $0
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${SHORTCUT}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\agridesk.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "AgriDesk"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Call un.RefuseRunning
  Call un.RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only where nothing of the user's lies in it
  Delete "$SMPROGRAMS\${SHORTCUT}.lnk"
  ReadRegStr $0 HKCU "${CLASSES}\.agridesk" ""
  ${If} $0 == "AgriDesk.Database"
    DeleteRegKey HKCU "${CLASSES}\.agridesk"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\AgriDesk.Database"
  DeleteRegKey HKCU "${UNINSTALL}"
  ${RefreshShellIcons}
  DetailPrint "$(DATA_STAY)"
SectionEnd
