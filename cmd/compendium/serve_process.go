package main

import (
	"bytes"
	"os"
	"runtime/debug"
	"strconv"

	"github.com/opencompendium/compendium/services/config"
)

// tune sets the garbage collector's target and the soft limit of memory, unless the environment does. An open release
// file leaves a small heap, which the usual target would collect many times a second. The limit keeps a large heap from
// growing as much as the target would let it.
func tune(cfg *config.Config, lookup func(string) (string, bool)) {
	if _, set := lookup("GOGC"); !set {
		debug.SetGCPercent(cfg.GCPercent)
	}
	if _, set := lookup("GOMEMLIMIT"); set {
		return
	}
	limit := cfg.MemoryLimit
	if limit == 0 {
		limit = availableMemory(os.ReadFile) / 5 * 4
	}
	if limit > 0 {
		debug.SetMemoryLimit(limit)
	}
}

// availableMemory returns the memory of the container or machine in bytes, or 0 if it is unknown.
func availableMemory(read func(string) ([]byte, error)) int64 {
	machine := int64(0)
	if data, err := read("/proc/meminfo"); err == nil {
		if fields := bytes.Fields(data); len(fields) > 1 && string(fields[0]) == "MemTotal:" {
			n, _ := strconv.ParseInt(string(fields[1]), 10, 64)
			machine = n << 10
		}
	}
	for _, file := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		data, err := read(file)
		if err != nil {
			continue
		}
		// "max", and numbers larger than the machine, mean no limit.
		if n, err := strconv.ParseInt(string(bytes.TrimSpace(data)), 10, 64); err == nil && n > 0 &&
			(machine == 0 || n < machine) {
			return n
		}
	}
	return machine
}
