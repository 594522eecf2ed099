# The asan preset: AddressSanitizer and UndefinedBehaviorSanitizer, every finding fatal.
if(SHAREBENCH_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

# The fuzz preset: the same, and libFuzzer's coverage in every file of ours.
if(SHAREBENCH_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
endif()
