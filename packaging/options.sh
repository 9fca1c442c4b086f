# How Shoal's JVM is set up for the verb in $1: read by ./shoal, and by bin/shoal of a package.
# Sets $options; none of them holds a space. Reads $native: who may make native calls.

# Java reads and writes names of files in the locale's encoding. That of a locale which is set but not
# installed is ASCII, so it is this one, whatever is set; Shoal speaks in no other.
export LC_ALL=C.UTF-8
# glibc gives each thread an arena of its own, of which little is used and much stays resident.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"

# 60 % of the memory, or what makes 29 GiB if that is less: from 30 on the AOT cache would be refused.
simulation() {
  kib=1
  [ ! -r /proc/meminfo ] || read -r _ kib _ < /proc/meminfo
  percent=$((3040870400 / kib))
  echo $((percent < 60 ? percent : 60))
}

collector=-XX:+UseSerialGC
case ${1-} in
  # Compiling is dear in a transfer of seconds, and pays late: it waits five times as long as usual.
  share | get) options='-Xms24m -Xmx256m -XX:MaxDirectMemorySize=96m -XX:CompileThresholdScaling=5' ;;
  # Its tables grow with its peers, and are made to last.
  tracker) options='-Xms32m -Xmn16m -XX:MaxRAMPercentage=50 -XX:MaxDirectMemorySize=64m' ;;
  create | check) options='-Xms24m -Xmx160m -XX:MaxDirectMemorySize=64m' ;;
  # As many nodes as there is memory for, in tables that live as long as the run; two cores move them.
  simulate) options="-XX:MaxRAMPercentage=$(simulation)" collector=-XX:+UseParallelGC ;;
  *) options='-Xms16m -Xmx160m -XX:TieredStopAtLevel=1' ;;
esac
# Without -Xlog a refused AOT cache is reported on standard output, amid the results.
# Native calls, of the tracker's sockets and of SQLite, are allowed to who makes them; the AOT cache
# wants that to be the same for every verb, and as it was in training.
options="-Xlog:disable -Xlog:all=warning:stderr $collector -XX:-UsePerfData $native $options"
[ ! -t 2 ] || options="$options -Dshoal.terminal=true"
