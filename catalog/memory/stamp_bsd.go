//go:build darwin || freebsd || netbsd

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
	return Stamp{size: info.Size(), modified: s.Mtimespec.Nano(), changed: s.Ctimespec.Nano(), device: uint64(s.Dev), inode: s.Ino}, true
}
