package file

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"
)

// The layout of a release file. docs/release-format.md describes it for other readers. A change of it needs a new
// formatVersion.
const (
	magic         = "CMPDREL\n"
	formatVersion = 3
	headerSize    = 64
	entrySize     = 24
	alignment     = 8
	// tailSize is how many zero bytes end a file. gRPC counts references only to buffers with a capacity above 1 KiB, so
	// no record may be nearer to the end than that.
	tailSize = 2048
	// maxSections bounds what a header can make a reader allocate.
	maxSections = 4096
)

// Sections of the file as a whole.
const (
	sectionRelease uint32 = iota + 1
	sectionSchema
	sectionFindings
	sectionSourceNames
	sectionSourceNameOffsets
	sectionSources
	sectionSourceStarts
	_ // 8 to 11 are free
	_
	_
	_
	sectionTermKeys
	sectionTermKeyOffsets
	sectionTermStarts
	sectionTermEntries
	sectionTermTexts
	sectionTermTextOffsets
	sectionTermNodes
	sectionTables
	sectionTableOffsets
)

// Sections of a table, added to its base.
const (
	tableNames uint32 = iota + 1
	tableNameOffsets
	tableFrames
	tableStarts
	tableBasic
	tableBasicStarts
	tableSlots
	tableEtags
	tablePaths
	tableValues
	tableValueOffsets
	tablePostings
	tablePostingStarts
	tableNumbers
)

// tableBase is the number that is added to those of the sections of the n-th table. The file lists the names of its
// tables in their order.
func tableBase(n int) uint32 { return uint32(n+1) << 8 }

// ErrFormat is wrapped by every error about bytes that are not a whole, unaltered release file of this format.
var ErrFormat = errors.New("not a valid release file")

func formatError(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrFormat, fmt.Sprintf(format, args...))
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sections are the parts of a file by their numbers.
type sections map[uint32][]byte

// assemble writes sections as a file. The same sections give the same bytes.
func (s sections) assemble() []byte {
	ids := slices.Sorted(maps.Keys(s))
	size := headerSize + entrySize*len(ids)
	for _, id := range ids {
		size = align(size) + len(s[id])
	}
	size = align(size) + tailSize
	file := make([]byte, headerSize+entrySize*len(ids), size)
	for i, id := range ids {
		file = append(file, make([]byte, align(len(file))-len(file))...)
		entry := file[headerSize+entrySize*i:][:entrySize]
		binary.LittleEndian.PutUint32(entry, id)
		binary.LittleEndian.PutUint32(entry[4:], crc32.Checksum(s[id], castagnoli))
		binary.LittleEndian.PutUint64(entry[8:], uint64(len(file)))
		binary.LittleEndian.PutUint64(entry[16:], uint64(len(s[id])))
		file = append(file, s[id]...)
	}
	file = append(file, make([]byte, size-len(file))...)
	copy(file, magic)
	binary.LittleEndian.PutUint32(file[8:], formatVersion)
	binary.LittleEndian.PutUint32(file[12:], uint32(len(ids)))
	binary.LittleEndian.PutUint64(file[16:], uint64(size))
	binary.LittleEndian.PutUint32(file[24:], crc32.Checksum(file[headerSize:headerSize+entrySize*len(ids)], castagnoli))
	binary.LittleEndian.PutUint32(file[28:], crc32.Checksum(file[:28], castagnoli))
	return file
}

func align(n int) int { return (n + alignment - 1) / alignment * alignment }

// disassemble finds the sections of a file and verifies every byte of it: by checksum, or as zero between sections.
func disassemble(file []byte, p pace) (sections, error) {
	ids, spans, err := layout(file)
	if err != nil {
		return nil, err
	}
	found := make(sections, len(ids))
	end := headerSize + entrySize*len(ids)
	for i, id := range ids {
		if spans[i].start != align(end) {
			return nil, formatError("section %#x does not follow the one before", id)
		}
		if !zero(file[end:spans[i].start]) {
			return nil, formatError("there are bytes between sections before %#x", id)
		}
		end = spans[i].end
		found[id] = file[spans[i].start:end]
	}
	if align(end)+tailSize != len(file) || !zero(file[end:]) {
		return nil, formatError("the end of the file is damaged")
	}
	if damaged, ok := checkSums(file, spans, p); !ok {
		return nil, formatError("section %#x is damaged. Fetch or build the file again", ids[damaged])
	}
	return found, nil
}

type span struct {
	start, end int
	sum        uint32
}

// layout reads the header and the table of sections.
func layout(file []byte) ([]uint32, []span, error) {
	if len(file) < headerSize || string(file[:len(magic)]) != magic {
		return nil, nil, formatError("wrong magic bytes. Build a release file with `compendium build`")
	}
	switch v := binary.LittleEndian.Uint32(file[8:]); {
	case v < formatVersion:
		return nil, nil, formatError("an older program built it, in format version %d, and this program reads %d. Build it "+
			"again with this program", v, formatVersion)
	case v > formatVersion:
		return nil, nil, formatError("a newer program built it, in format version %d, and this program reads %d. "+
			"Update this "+
			"program, or build the file again with it", v, formatVersion)
	}
	if crc32.Checksum(file[:28], castagnoli) != binary.LittleEndian.Uint32(file[28:]) || !zero(file[32:headerSize]) {
		return nil, nil, formatError("the header is damaged. Fetch or build the file again")
	}
	if size := binary.LittleEndian.Uint64(file[16:]); size != uint64(len(file)) {
		return nil, nil, formatError("it has %d bytes and should have %d. Fetch or build the file again", len(file), size)
	}
	count := int(binary.LittleEndian.Uint32(file[12:]))
	if count > maxSections || headerSize+entrySize*count > len(file) {
		return nil, nil, formatError("it claims %d sections", count)
	}
	table := file[headerSize : headerSize+entrySize*count]
	if crc32.Checksum(table, castagnoli) != binary.LittleEndian.Uint32(file[24:]) {
		return nil, nil, formatError("the table of sections is damaged. Fetch or build the file again")
	}
	ids, spans := make([]uint32, count), make([]span, count)
	for i := range ids {
		entry := table[entrySize*i:]
		ids[i] = binary.LittleEndian.Uint32(entry)
		start, length := binary.LittleEndian.Uint64(entry[8:]), binary.LittleEndian.Uint64(entry[16:])
		if start > uint64(len(file)) || length > uint64(len(file))-start || i > 0 && ids[i] <= ids[i-1] {
			return nil, nil, formatError("section %#x is outside of the file or out of order", ids[i])
		}
		spans[i] = span{start: int(start), end: int(start + length), sum: binary.LittleEndian.Uint32(entry[4:])}
	}
	return ids, spans, nil
}

func zero(b []byte) bool {
	return !slices.ContainsFunc(b, func(c byte) bool { return c != 0 })
}
