package services

import (
	"fmt"

	"google.golang.org/grpc/encoding"
	_ "google.golang.org/grpc/encoding/proto" // registers the codec that is fallen back to
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/image"
)

// encoded is a response whose bytes are ready: slices of the image, with what frames them. It holds the image until it is sent.
type encoded struct {
	parts [][]byte
	image *image.Image
}

func encode(parts ...[]byte) *encoded { return &encoded{parts: parts} }

// size is how many bytes the response has.
func (e *encoded) size() int {
	n := 0
	for _, part := range e.parts {
		n += len(part)
	}
	return n
}

// codec sends encoded responses as they are and everything else as protobuf.
type codec struct{}

// Marshal gives the bytes of a response. The transport frees them once they are sent, and the last of them lets go of the image.
func (codec) Marshal(v any) (mem.BufferSlice, error) {
	ready, ok := v.(*encoded)
	if !ok {
		fallback := encoding.GetCodecV2("proto")
		if fallback == nil {
			return nil, fmt.Errorf("encode a %T: the protobuf codec is not registered", v)
		}
		return fallback.Marshal(v)
	}
	buffers := make(mem.BufferSlice, 0, len(ready.parts))
	// The transport writes buffers in their order and frees each when it is written, so the last one that is of the image holds it for
	// all. gRPC never gives small buffers back; no part of an image is one, since its capacity reaches to the end of the file.
	last := -1
	for i, part := range ready.parts {
		if len(part) == 0 {
			continue
		}
		if ready.image != nil && !mem.IsBelowBufferPoolingThreshold(cap(part)) {
			last = len(buffers)
		}
		buffers = append(buffers, mem.SliceBuffer(ready.parts[i]))
	}
	if last >= 0 {
		held := buffers[last].ReadOnlyData()
		buffers[last] = mem.NewBuffer(&held, hold{ready.image})
	} else if ready.image != nil {
		ready.image.Release()
	}
	return buffers, nil
}

// hold lets go of an image when the buffer that it is the pool of is freed.
type hold struct{ image *image.Image }

// Get is never called: buffers are made of the image.
func (hold) Get(length int) *[]byte { return new(make([]byte, length)) }

// Put lets go.
func (h hold) Put(*[]byte) { h.image.Release() }

// incoming is a request that is being read. gRPC would end a call whose request its codec refuses, with an error of its own, so what
// is wrong with it is kept here.
type incoming struct {
	message proto.Message
	// most is how large it may be, in bytes.
	most    int
	problem error
}

// tooLargeError says that a request is larger than its method takes.
type tooLargeError struct{ size, most int }

// Error gives both sizes.
func (e tooLargeError) Error() string { return fmt.Sprintf("%d bytes of at most %d", e.size, e.most) }

// Unmarshal reads a request.
func (codec) Unmarshal(data mem.BufferSlice, v any) error {
	if request, ok := v.(*incoming); ok {
		if data.Len() > request.most {
			request.problem = tooLargeError{data.Len(), request.most}
			return nil
		}
		request.problem = codec{}.Unmarshal(data, request.message)
		return nil
	}
	fallback := encoding.GetCodecV2("proto")
	if fallback == nil {
		return fmt.Errorf("decode a %T: the protobuf codec is not registered", v)
	}
	return fallback.Unmarshal(data, v)
}

// Name is the content subtype that the codec answers to.
func (codec) Name() string { return "proto" }
