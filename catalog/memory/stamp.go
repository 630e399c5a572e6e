package memory

import (
	"encoding/binary"
	"io/fs"
	"time"
)

// Stamp tells one state of a file from another without reading it: its size, when its text and anything of it was last changed by the clock of the
// system, and which file it is. A program cannot set the time of the last change, as it can that of the text's.
type Stamp struct {
	size, modified, changed int64
	device, inode           uint64
}

const stampSize = 5 * 8

// settled is how long before a moment a file has to be unchanged for its stamp to tell a change after that moment. Systems keep times no finer than
// they tick, which is two seconds on the coarsest.
const settled = 2 * time.Second

// StampOf gives the stamp of a file by what the system says of it. The moment is one before the file is read. Where the file changed less than
// two seconds before that, a change right after it might not show in the stamp, so that it is the zero Stamp. It is so, too, on systems that do
// not tell the time of the last change.
func StampOf(info fs.FileInfo, moment time.Time) Stamp {
	stamp, ok := stampOf(info)
	if !ok || !info.Mode().IsRegular() {
		return Stamp{}
	}
	if latest := moment.Add(-settled).UnixNano(); stamp.modified > latest || stamp.changed > latest {
		return Stamp{}
	}
	return stamp
}

// Tells says whether a file that had the stamp then, and has another now, is surely in the same state.
func (s Stamp) Tells(now Stamp) bool { return s != Stamp{} && s == now }

func (s Stamp) append(to []byte) []byte {
	for _, n := range []uint64{uint64(s.size), uint64(s.modified), uint64(s.changed), s.device, s.inode} {
		to = binary.LittleEndian.AppendUint64(to, n)
	}
	return to
}

func readStamp(from string) Stamp {
	if len(from) < stampSize {
		return Stamp{}
	}
	bytes := []byte(from)
	word := func(i int) uint64 { return binary.LittleEndian.Uint64(bytes[8*i:]) }
	return Stamp{int64(word(0)), int64(word(1)), int64(word(2)), word(3), word(4)}
}
