package services

import (
	"context"
	"errors"
	"strings"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/fieldmask"
	"github.com/opencompendium/compendium/catalog/image"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// MaskHeader is the request metadata that holds a field mask over records (AIP-157).
const MaskHeader = "x-field-mask"

// maxMask bounds the field mask of a request, in bytes.
const maxMask = 4096

// view is how much of each record a response holds.
type view struct {
	basic bool
	mask  *fieldmask.Mask // nil: everything that the view has
}

func newView(ctx context.Context, level compendiumv1.View_Level, descriptor protoreflect.MessageDescriptor) (view, error) {
	v := view{basic: level == compendiumv1.View_BASIC}
	if level > compendiumv1.View_FULL || level < 0 {
		return view{}, badRequest(ReasonInvalidRequest, "view", "There is no such view. Ask for BASIC or FULL.")
	}
	given := metadata.ValueFromIncomingContext(ctx, MaskHeader)
	if len(given) == 0 {
		return v, nil
	}
	joined := strings.Join(given, ",")
	if len(joined) > maxMask {
		return view{}, badRequest(ReasonInvalidMask, MaskHeader, "The field mask is too long.")
	}
	var paths []string
	for path := range strings.SplitSeq(joined, ",") {
		if path = strings.TrimSpace(path); path != "" {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return v, nil
	}
	mask, err := fieldmask.Compile(descriptor, paths)
	if err != nil {
		var invalid *fieldmask.PathError
		if errors.As(err, &invalid) {
			return view{}, badRequest(ReasonInvalidMask, MaskHeader, invalid.Error()+". A field mask holds paths of fields of the record, separated by commas.")
		}
		return view{}, err
	}
	if !mask.All() {
		v.mask = mask
	}
	return v, nil
}

// record gives one message of a table.
func (v view) record(table *image.Table, i int) ([]byte, error) {
	body := table.Record(i)
	if v.basic {
		body = table.Basic(i)
	}
	if v.mask == nil {
		return body, nil
	}
	return v.mask.Append(make([]byte, 0, len(body)), body)
}

// frames gives a run of messages of a table, each framed as field 1 of a list response.
func (v view) frames(table *image.Table, i, j int) ([]byte, error) {
	switch {
	case v.mask == nil && v.basic:
		return table.BasicFrames(i, j), nil
	case v.mask == nil:
		return table.Frames(i, j), nil
	}
	var frames, record []byte
	for ; i < j; i++ {
		body := table.Record(i)
		if v.basic {
			body = table.Basic(i)
		}
		var err error
		if record, err = v.mask.Append(record[:0], body); err != nil {
			return nil, err
		}
		frames = protowire.AppendTag(frames, fieldRecords, protowire.BytesType)
		frames = protowire.AppendBytes(frames, record)
	}
	return frames, nil
}
