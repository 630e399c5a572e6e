//go:build linux || openbsd || dragonfly || solaris

package memory

import (
	"io/fs"
	"syscall"
)

func stampOf(info fs.FileInfo) (Stamp, bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return Stamp{}, false
	}
	return Stamp{size: info.Size(), modified: s.Mtim.Nano(), changed: s.Ctim.Nano(), device: uint64(s.Dev), inode: s.Ino}, true //nolint:unconvert // its width differs between systems
}
