package main

import (
	"errors"
	"runtime/debug"
	"testing"

	"github.com/opencompendium/compendium/services/config"
)

func TestMemory(t *testing.T) {
	const info, v2, v1 = "/proc/meminfo", "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"
	tests := []struct {
		name  string
		files map[string]string
		want  int64
	}{
		{"nobody says", nil, 0},
		{"machine", map[string]string{info: "MemTotal:  1000 kB\nMemFree: 1 kB\n"}, 1_024_000},
		{"container", map[string]string{info: "MemTotal: 1000 kB\n", v2: "4096\n"}, 4096},
		{"container without limit", map[string]string{info: "MemTotal: 1000 kB\n", v2: "max\n"}, 1_024_000},
		{"older container without limit", map[string]string{info: "MemTotal: 1000 kB\n", v1: "9223372036854771712\n"},
			1_024_000},
		{"nonsense", map[string]string{info: "?", v2: "?"}, 0},
	}
	for _, test := range tests {
		got := availableMemory(func(file string) ([]byte, error) {
			if text, ok := test.files[file]; ok {
				return []byte(text), nil
			}
			return nil, errors.New("no such file")
		})
		if got != test.want {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
	}
}

func TestTuneLeavesTheEnvironmentFirst(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(1<<40)
	defer func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}()
	cfg := config.Default()
	cfg.MemoryLimit = 1 << 41
	tune(cfg, func(string) (string, bool) { return "x", true })
	if got := debug.SetGCPercent(100); got != 100 {
		t.Errorf("GOGC is set and the target is %d", got)
	}
	if got := debug.SetMemoryLimit(-1); got != 1<<40 {
		t.Errorf("GOMEMLIMIT is set and the limit is %d", got)
	}
	tune(cfg, func(string) (string, bool) { return "", false })
	if got := debug.SetGCPercent(100); got != 800 {
		t.Errorf("the target is %d", got)
	}
	if got := debug.SetMemoryLimit(-1); got != 1<<41 {
		t.Errorf("the limit is %d", got)
	}
}
