add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
                    -Woverloaded-virtual -Werror)
# GCC 12 at -O2 and above reports these inside libstdc++ itself, where there is nothing to mend.
add_compile_options(-Wno-restrict)
