# The asan preset: AddressSanitizer and UndefinedBehaviorSanitizer, every finding fatal.
if(SHAREBENCH_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
