# Shared by scripts/test: what runs beside its stages, on what they leave of the processors.
# Sourced; all that was started ends with the script (`timeout` passes a signal on to what it started).
asides=

# beside NAME COMMANDS: starts them; what they print goes to build/aside_NAME.log.
beside() {
  trap end_asides EXIT && trap 'exit 130' INT TERM
  nice -n 19 timeout 7200 sh -ec "$2" >"build/aside_$1.log" 2>&1 &
  asides="$asides $!:$1"
}

end_asides() {
  for each in $asides; do kill "${each%%:*}" 2>/dev/null || true; done
}

# finish_asides: waits for all; shows what a failed one printed and ends the script.
finish_asides() {
  for each in $asides; do
    wait "${each%%:*}" || { cat "build/aside_${each#*:}.log"; fail "${each#*:} failed"; }
  done
  grep -hE "no finding|^(debian_package|mac_build):" build/aside_*.log
}
