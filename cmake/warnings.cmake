add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
                    -Woverloaded-virtual -Werror)
# GCC 12 at -O2 and above reports these inside libstdc++ itself, where there is nothing to mend.
add_compile_options(-Wno-restrict)

# Line numbers in stack traces are what is wanted of debug information in a release; more doubles the time to build.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")

# latido_runs_once(FILE...): sources that read the command line and the like. CLI11's templates take long to optimise, and nothing is gained by it.
function(latido_runs_once)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS "-O0" SKIP_PRECOMPILE_HEADERS ON)
endfunction()
