# Writes OUT: a C++ file that holds every NNNN_*.sql of DIR, in order. Run with cmake -P.
file(GLOB migrations ${DIR}/*.sql)
list(SORT migrations)
set(expected 0)
set(entries "")
foreach(path ${migrations})
  get_filename_component(name ${path} NAME_WE)
  math(EXPR expected "${expected} + 1")
  string(REGEX MATCH "^[0-9][0-9][0-9][0-9]" number ${name})
  string(REGEX REPLACE "^0+" "" version "${number}")
  if(NOT version EQUAL expected)
    message(FATAL_ERROR "db/migrations: ${name}.sql should have the number ${expected}")
  endif()
  file(READ ${path} sql)
  string(APPEND entries "    Migration{${version}, \"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
file(WRITE ${OUT} "// Made from db/migrations by embed.cmake.\n#include \"db/migrate.h\"\n\nnamespace latido::db {\n\n"
  "std::span<const Migration> all_migrations() {\n  static constexpr Migration kAll[] = {\n${entries}  };\n  return kAll;\n}\n\n"
  "}  // namespace latido::db\n")
