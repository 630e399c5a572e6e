package file

import "golang.org/x/sys/unix"

// load faults the pages of a part of a mapped file in at once, instead of a few at each first touch. Where the system
// cannot do that, they are faulted in when they are touched.
func load(part []byte) {
	_ = unix.Madvise(part, unix.MADV_POPULATE_READ)
}

// drop drops the pages of a part of a mapped file.
func drop(part []byte) {
	_ = unix.Madvise(part, unix.MADV_DONTNEED)
}
