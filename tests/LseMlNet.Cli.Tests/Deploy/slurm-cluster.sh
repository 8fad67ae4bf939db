#!/bin/bash
# slurm-cluster.sh start FOLDER | stop FOLDER: a Slurm of one controller and two nodes of two processors each, n1 and n2. Everything runs as processes of
# this machine, listens on 127.0.0.1 only, and keeps its state in FOLDER. FOLDER/slurm.conf is what SLURM_CONF has to name.
set -eu
folder=$(realpath -m "$2")
export SLURM_CONF=$folder/slurm.conf

# Runs a daemon in a session of its own, so that Ctrl-C does not end it before `stop` does.
daemon() {
    local name=$1
    shift
    setsid "$@" < /dev/null > "$folder/log/$name.txt" 2>&1 &
    echo $! > "$folder/pid/$name"
}

# Waits until a command succeeds.
await() {
    local seconds=$1
    shift
    until "$@" > /dev/null 2>&1; do
        [ $SECONDS -lt "$seconds" ] || return 1
        sleep 0.1
    done
}

both_nodes_idle() { [ "$(timeout 5 sinfo --noheader --Node --states=idle --format=%N | wc -l)" -eq 2 ]; }
is_running() { readlink "/proc/$1/exe" > /dev/null 2>&1; }

start() {
    mkdir -p "$folder"/{state,spool/n1,spool/n2,log,pid}
    (umask 077 && head -c 128 /dev/urandom > "$folder/munge.key")
    # Three neighbouring ports that nothing uses.
    local port=$((20000 + RANDOM % 10000))
    while ss -Htln "sport >= $port and sport <= $((port + 2))" | grep -q .; do
        port=$((20000 + RANDOM % 10000))
    done
    # cred_expire: a requeued task starts after 6 seconds instead of 2 minutes. EnableIPv6: some containers have a loopback interface only.
    cat > "$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
AuthInfo=socket=$folder/munge.socket,cred_expire=5
CommunicationParameters=EnableIPv6,NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool/%n
SlurmctldPidFile=$folder/pid/slurmctld.own
SlurmdPidFile=$folder/pid/%n.own
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/%n.log
ProctrackType=proctrack/linuxproc
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
ReturnToService=2
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=2
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=2
PartitionName=test Nodes=ALL Default=YES
CONF
    daemon munged munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" \
        --pid-file="$folder/pid/munged.own" --log-file="$folder/log/munged.log" --seed-file="$folder/munge.seed"
    await 20 test -S "$folder/munge.socket"
    daemon slurmctld slurmctld -D
    daemon n1 slurmd -D -N n1
    daemon n2 slurmd -D -N n2
    await 40 both_nodes_idle || { tail -n 5 "$folder"/log/* >&2; return 1; }
}

stop() {
    timeout 10 scancel --user=root || true
    local name pid
    for name in n1 n2 slurmctld munged; do
        [ -f "$folder/pid/$name" ] || continue
        pid=$(cat "$folder/pid/$name")
        is_running "$pid" || continue
        kill "$pid"
        for _ in $(seq 50); do is_running "$pid" || break; sleep 0.1; done
        ! is_running "$pid" || kill -KILL "$pid"
    done
}

"$1"
