package measure

import (
	"errors"
	"os"
	"syscall"
)

// peakMemory returns the peak resident memory of a process that has ended, in bytes.
func peakMemory(state *os.ProcessState) (int64, error) {
	used, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, errors.New("the system does not report the memory of processes")
	}
	return used.Maxrss << 10, nil // in KiB
}
