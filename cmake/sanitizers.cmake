# LATIDO_SANITIZE is empty, "address" (with undefined behaviour) or "thread".
set(LATIDO_SANITIZE "" CACHE STRING "Sanitizer: address, thread or none")
if(LATIDO_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(LATIDO_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer -Wno-tsan)
  add_link_options(-fsanitize=thread)
endif()
