# Writes OUTPUT, a source file that holds the migrations: every FOLDER/NNNN.sql in order, without a gap from 0001.
file(GLOB files ${FOLDER}/*.sql)
list(SORT files)
set(body "")
set(expected 0)
foreach(file ${files})
  math(EXPR expected "${expected} + 1")
  get_filename_component(name ${file} NAME_WE)
  if(NOT name MATCHES "^[0-9][0-9][0-9][0-9]$" OR NOT name EQUAL expected)
    message(FATAL_ERROR "${file}: migrations are numbered 0001, 0002 … without a gap")
  endif()
  file(READ ${file} sql)
  string(APPEND body "    R\"sql(${sql})sql\",\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"platform/store/migrations.h\"

namespace anteroom::platform {
namespace {
constexpr const char* all_migrations[] = {
${body}};
}  // namespace

std::span<const char* const> migrations() { return all_migrations; }

}  // namespace anteroom::platform
")
