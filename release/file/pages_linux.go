package file

import "golang.org/x/sys/unix"

// load has the pages of a part of a mapped file be there, at once instead of a few at each first touch. Where the system cannot do that
// they come when they are touched.
func load(part []byte) {
	_ = unix.Madvise(part, unix.MADV_POPULATE_READ)
}

// drop lets go of the pages of a part of a mapped file.
func drop(part []byte) {
	_ = unix.Madvise(part, unix.MADV_DONTNEED)
}
