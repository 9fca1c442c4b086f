# Reads the XML reports of Surefire; prints one line a kind of test, the failures, and the totals.
# The kind of a test is told by the name of its class. Exits with 1 if anything failed.

function attribute(name,    at) {
  at = match($0, " " name "=\"[^\"]*\"")
  return at ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
}

function kind_of(class) {
  if (class ~ /^dev\.shoal\.architecture\./) return "architecture"
  if (class ~ /^dev\.shoal\.interop\./) return "interop"
  if (class ~ /Story$/) return "story"
  if (class ~ /SocketTest$/) return "sockets"
  if (class ~ /FuzzTest$/) return "fuzz"
  return "unit"
}

BEGIN {
  kinds = split("unit architecture story sockets fuzz interop", order, " ")
}

/<testsuite / {
  kind = kind_of(attribute("name"))
  run[kind] += attribute("tests")
  skipped[kind] += attribute("skipped")
  failed[kind] += attribute("errors") + attribute("failures")
}

/<testcase / { test = attribute("classname") "." attribute("name") }

/<(failure|error)[ >]/ { print "FAILED  " test ": " substr(attribute("message"), 1, 4000) }

/<skipped/ {
  reason = attribute("message")
  sub(/^.*Assumption failed: /, "", reason)
  if (reason == "") reason = "no reason given"
  if (!((kind, reason) in seen)) {
    seen[kind, reason] = 1
    why[kind] = why[kind] (why[kind] == "" ? "" : "; ") reason
  }
}

END {
  for (i = 1; i <= kinds; i++) {
    kind = order[i]
    printf "%-13s %5d run, %d failed, %d skipped%s\n", kind ":", run[kind], failed[kind], skipped[kind],
      why[kind] == "" ? "" : " (" why[kind] ")"
    passed += run[kind] - failed[kind] - skipped[kind]
    failures += failed[kind]
    skips += skipped[kind]
  }
  failures += broken
  printf "%d passed, %d failed, %d skipped\n", passed, failures, skips
  exit failures > 0
}
