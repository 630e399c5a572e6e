package services

import (
	"fmt"

	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/encoding/proto" // registers the codec that is fallen back to
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/release/file"
)

// encoded is a response whose bytes are ready: slices of the image, with what frames them. It holds the image until it is sent.
type encoded struct {
	parts [][]byte
	file  *file.File
	// one is the place of the only part, where there is only one.
	one [1][]byte
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

// encodeOne makes a response of one part.
func encodeOne(part []byte) *encoded {
	e := &encoded{one: [1][]byte{part}}
	e.parts = e.one[:]
	return e
}

// messages is gRPC's own codec.
var messages = encoding.GetCodecV2(proto.Name)

// codec sends encoded responses as they are and everything else as protobuf.
type codec struct{}

// Marshal returns the bytes of a response. The transport frees them once they are sent, and the last of them lets go of the image.
func (codec) Marshal(v any) (mem.BufferSlice, error) {
	ready, ok := v.(*encoded)
	if !ok {
		return messages.Marshal(v)
	}
	buffers := make(mem.BufferSlice, 0, len(ready.parts))
	// The transport writes buffers in their order and frees each when it is written, so the last one that is of the image holds it for
	// all. gRPC never gives small buffers back; no part of an image is one, since its capacity reaches to the end of the file.
	last := -1
	for i, part := range ready.parts {
		if ready.file != nil && len(part) > 0 && !mem.IsBelowBufferPoolingThreshold(cap(part)) {
			last = i
		}
	}
	for i, part := range ready.parts {
		switch {
		case i == last:
			buffers = append(buffers, mem.NewBuffer(&ready.parts[i], hold{ready.file}))
		case len(part) > 0:
			buffers = append(buffers, mem.SliceBuffer(part))
		}
	}
	if last < 0 && ready.file != nil {
		ready.file.Close()
	}
	return buffers, nil
}

// hold lets go of an image when the buffer that it is the pool of is freed.
type hold struct{ file *file.File }

// Get is never called: buffers are made of the image.
func (hold) Get(length int) *[]byte { return new(make([]byte, length)) }

// Put lets go.
func (h hold) Put(*[]byte) { h.file.Close() }

// incoming is a request that is being read. gRPC would end a call whose request its codec refuses, with an error of its own, so what
// is wrong with it is kept here.
type incoming struct {
	message protoreflect.ProtoMessage
	// most is how large it may be, in bytes.
	most    int
	problem error
}

// tooLargeError says that a request is larger than its method takes.
type tooLargeError struct{ size, most int }

// Error returns both sizes.
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
	return messages.Unmarshal(data, v)
}

// Name is the content subtype that the codec answers to.
func (codec) Name() string { return proto.Name }
