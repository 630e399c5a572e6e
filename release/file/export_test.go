package file

import (
	"encoding/binary"
	"hash/crc32"
	"maps"
	"slices"
)

// Patch changes bytes of the n-th section of a file, and returns the file with matching checksums.
func Patch(file []byte, n int, at uint32, patch []byte) []byte {
	ids, _, err := layout(file)
	if err != nil {
		return file
	}
	parts, err := disassemble(file, pace{})
	if err != nil {
		return file
	}
	id := ids[abs(n)%len(ids)]
	part := append([]byte(nil), parts[id]...)
	if len(part) == 0 {
		part = append(part, patch...)
	} else {
		copy(part[int(at)%len(part):], patch)
	}
	parts[id] = part
	return parts.assemble()
}

// SectionIDs returns the numbers of the sections of a valid file.
func SectionIDs(file []byte) []uint32 {
	ids, _, _ := layout(file)
	return ids
}

// SectionBytes returns a section of a valid file.
func SectionBytes(file []byte, id uint32) []byte {
	parts, _ := disassemble(file, pace{})
	return parts[id]
}

// WithSection replaces a section of a valid file, and returns the file with matching checksums.
func WithSection(file []byte, id uint32, section []byte) []byte {
	parts, _ := disassemble(file, pace{})
	parts[id] = section
	return parts.assemble()
}

// Reseal updates the checksums of a file.
func Reseal(file []byte) []byte {
	count := min(int(binary.LittleEndian.Uint32(file[12:])), (len(file)-headerSize)/entrySize)
	table := file[headerSize : headerSize+entrySize*count]
	for i := range count {
		entry := table[entrySize*i:]
		start, length := binary.LittleEndian.Uint64(entry[8:]), binary.LittleEndian.Uint64(entry[16:])
		if start <= uint64(len(file)) && length <= uint64(len(file))-start {
			binary.LittleEndian.PutUint32(entry[4:], crc32.Checksum(file[start:start+length], castagnoli))
		}
	}
	binary.LittleEndian.PutUint32(file[24:], crc32.Checksum(table, castagnoli))
	binary.LittleEndian.PutUint32(file[28:], crc32.Checksum(file[:28], castagnoli))
	return file
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

// Paths returns the indexed paths.
func (x *Index) Paths() []string {
	var paths []string
	for _, indexed := range []map[string]*Path{x.paths, x.presence, x.words} {
		paths = slices.AppendSeq(paths, maps.Keys(indexed))
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// ItemsOf returns the items of a list whose rows above are as a crafted file may say.
func ItemsOf(above int, parents ...uint32) *Rows {
	return newRows(&Rows{count: above}, u32s(appendU32s(nil, parents...)))
}
