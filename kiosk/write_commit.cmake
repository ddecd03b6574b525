# Writes OUTPUT, which says what FOLDER is a checkout of; leaves it alone when it says so already, so that nothing is
# compiled anew.
set(commit "unknown")  # a source archive without its history
execute_process(COMMAND git -c safe.directory=${FOLDER} -C ${FOLDER} rev-parse --short=12 HEAD
  OUTPUT_VARIABLE asked OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
if(NOT failed)
  set(commit ${asked})
  execute_process(COMMAND git -c safe.directory=${FOLDER} -C ${FOLDER} status --porcelain --untracked-files=no
    OUTPUT_VARIABLE changes ERROR_QUIET)
  if(changes)
    string(APPEND commit "+changes")
  endif()
endif()
set(text "#include \"kiosk/version.h\"\n\nnamespace anteroom::kiosk {\nconst char* const commit = \"${commit}\";\n}\n")
set(before "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} before)
endif()
if(NOT text STREQUAL before)
  file(WRITE ${OUTPUT} "${text}")
endif()
