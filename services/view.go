package services

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/fieldmask"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// MaskHeader is the request metadata of a field mask over records (AIP-157).
const MaskHeader = "x-field-mask"

// maxMask bounds the field mask of a request, in bytes.
const maxMask = 4096

// view is how much of each record a response has.
type view struct {
	basic bool
	mask  *fieldmask.Mask // nil: everything that the view has
	cited *citedSources   // nil: records without the sources that they cite
}

// stored reports whether records are sent as they are in the file.
func (v view) stored() bool { return v.mask == nil && v.cited == nil }

func newView(
	ctx context.Context,
	level compendiumv1.View_Level,
	descriptor protoreflect.MessageDescriptor,
) (view, error) {
	v := view{basic: level == compendiumv1.View_BASIC}
	if level > compendiumv1.View_FULL || level < 0 {
		return view{}, badRequest(ReasonInvalidRequest, "view", "There is no such view. Ask for BASIC or FULL.")
	}
	given := metadata.ValueFromIncomingContext(ctx, MaskHeader)
	if len(given) == 0 {
		return v, nil
	}
	text := given[0]
	if len(given) > 1 {
		text = strings.Join(given, ",")
	}
	mask, err := masks.get(maskKey{descriptor, text})
	v.mask = mask
	return v, err
}

// maskCache caches compiled masks, since callers repeat a few.
type maskCache struct {
	mutex sync.RWMutex
	masks map[maskKey]*fieldmask.Mask
}

type maskKey struct {
	descriptor protoreflect.MessageDescriptor
	text       string
}

// keptMasks is how many masks are cached.
const keptMasks = 1000

var masks maskCache

// get returns a compiled mask. A mask that selects everything is nil.
func (c *maskCache) get(key maskKey) (*fieldmask.Mask, error) {
	c.mutex.RLock()
	kept, ok := c.masks[key]
	c.mutex.RUnlock()
	if ok {
		return kept, nil
	}
	made, err := compileMask(key)
	if err != nil {
		return nil, err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.masks == nil || len(c.masks) >= keptMasks {
		c.masks = make(map[maskKey]*fieldmask.Mask)
	}
	c.masks[key] = made
	return made, nil
}

func compileMask(key maskKey) (*fieldmask.Mask, error) {
	if len(key.text) > maxMask {
		return nil, badRequest(ReasonInvalidMask, MaskHeader, "The field mask is too long.")
	}
	var paths []string
	for path := range strings.SplitSeq(key.text, ",") {
		if path = strings.TrimSpace(path); path != "" {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return nil, nil //nolint:nilnil // an empty mask takes everything
	}
	mask, err := fieldmask.Compile(key.descriptor, paths)
	var invalid *fieldmask.PathError
	switch {
	case errors.As(err, &invalid):
		return nil, badRequest(ReasonInvalidMask, MaskHeader,
			invalid.Error()+". A field mask holds paths of fields of the record, separated by commas.", "path", invalid.Path,
			"problem", invalid.Problem)
	case err != nil:
		return nil, err
	case mask.All():
		return nil, nil //nolint:nilnil // it takes everything
	}
	return mask, nil
}

// record returns the i-th message of a table.
func (v view) record(table *file.Table, i int) ([]byte, error) {
	body, err := v.body(table, i)
	if v.mask == nil || err != nil {
		return body, err
	}
	scratch := scratches.Get().(*[]byte) //nolint:forcetypeassert // nothing else is put there
	defer scratches.Put(scratch)
	narrowed, err := v.mask.Append((*scratch)[:0], body)
	*scratch = narrowed
	return bytes.Clone(narrowed), err
}

// body returns the i-th message of a table before the field mask narrows it.
func (v view) body(table *file.Table, i int) ([]byte, error) {
	body := table.Record(i)
	if v.basic {
		body = table.Basic(i)
	}
	if v.cited == nil {
		return body, nil
	}
	return v.cited.append(body, table.Record(i), v.basic)
}

// scratches are buffers for narrowed records, whose length is not known before.
var scratches = sync.Pool{New: func() any { return new([]byte) }}

// frames returns the messages of a table in [i, j), each framed as field 1 of a list response.
func (v view) frames(table *file.Table, i, j int) ([]byte, error) {
	switch {
	case v.stored() && v.basic:
		return table.BasicFrames(i, j), nil
	case v.stored():
		return table.Frames(i, j), nil
	}
	var frames, narrowed []byte
	for ; i < j; i++ {
		record, err := v.body(table, i)
		if err != nil {
			return nil, err
		}
		if v.mask != nil {
			if narrowed, err = v.mask.Append(narrowed[:0], record); err != nil {
				return nil, err
			}
			record = narrowed
		}
		frames = protowire.AppendTag(frames, fieldRecords, protowire.BytesType)
		frames = protowire.AppendBytes(frames, record)
	}
	return frames, nil
}
