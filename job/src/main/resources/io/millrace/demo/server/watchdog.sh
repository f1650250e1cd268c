# Outlives the JVM that started it, which holds the other end of its standard input.
# Arguments: the signal that asks a server to stop, the folder to delete, the pid files.
trap '' INT TERM HUP
signal=$1
folder=$2
shift 2

# A process that nobody has reaped yet is gone.
running() {
  kill -0 "$1" 2>/dev/null && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null
}

# Waits for the processes to be gone, for at most $1 tenths of a second.
await() {
  tenths=$1
  shift
  for pid; do
    while running "$pid" && [ "$tenths" -gt 0 ]; do
      sleep 0.1
      tenths=$((tenths - 1))
    done
  done
}

cat >/dev/null

pids=
for file; do
  if [ -s "$file" ]; then
    pids="$pids $(head -n 1 "$file")"
  fi
done
for pid in $pids; do
  kill -s "$signal" "$pid" 2>/dev/null
done
await 100 $pids
for pid in $pids; do
  if running "$pid"; then
    kill -s KILL "$pid"
  fi
done
await 50 $pids

# A folder in it that is watched too goes first: something may still write there.
tenths=600
while [ "$tenths" -gt 0 ] && ls "$folder"/*/.watched >/dev/null 2>&1; do
  sleep 0.1
  tenths=$((tenths - 1))
done
rm -rf "$folder"
