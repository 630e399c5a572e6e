package file

import (
	"cmp"
	"hash/crc32"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// pace is how much of the machine opening a release file takes. The zero pace takes all processors, for a process that has nothing else
// to do before the file is open.
type pace struct {
	// beside has the file be opened beside other work: by one processor at a time, which is given up after each piece.
	beside bool
	// mapped says that the bytes are those of a mapped file, whose pages are asked for a piece at a time.
	mapped bool
}

// pieceSize is how much is read at once, in about a fifth of a millisecond. It is a multiple of the size of a page. Smaller pieces are in
// the way of fewer calls at once and of more calls in all, since each has a pause behind it.
const pieceSize = 1 << 20

// pause gives the processor up, so that whoever waits for it goes first. The system's clock makes it about a millisecond.
func pause() { time.Sleep(100 * time.Microsecond) }

// checkSums compares the checksums of all sections, and gives the first that differs.
func checkSums(file []byte, spans []span, p pace) (damaged int, ok bool) {
	// The largest go first, so that no processor is left with one at the end.
	order := make([]int, len(spans))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(spans[b].end-spans[b].start, spans[a].end-spans[a].start) })
	workers := runtime.GOMAXPROCS(0)
	if p.beside {
		workers = 1
	}
	differs := make([]bool, len(spans))
	var group errgroup.Group
	group.SetLimit(workers)
	for _, i := range order {
		group.Go(func() error {
			differs[i] = sum(file, spans[i], p) != spans[i].sum
			return nil
		})
	}
	_ = group.Wait() // none fails
	damaged = slices.Index(differs, true)
	return damaged, damaged < 0
}

// sum gives the CRC-32C of a section, piece by piece. Pieces begin where pages do, which mappings ask for.
func sum(file []byte, s span, p pace) uint32 {
	crc := uint32(0)
	for at := s.start; at < s.end; {
		page := at / pieceSize * pieceSize
		end := min(page+pieceSize, s.end)
		if p.mapped {
			load(file[page:end])
		}
		crc = crc32.Update(crc, castagnoli, file[at:end])
		if p.beside && end-page == pieceSize {
			pause()
		}
		at = end
	}
	return crc
}
