package services

import (
	"fmt"

	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/encoding/proto" // registers the codec that is fallen back to
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/release/file"
)

// encoded is a response of bytes that are ready: slices of the release file, and what frames them. It holds the file
// open until it is sent.
type encoded struct {
	parts [][]byte
	file  *file.File
	// one backs parts if there is only one.
	one [1][]byte
}

func encode(parts ...[]byte) *encoded { return &encoded{parts: parts} }

// size returns the length of the response in bytes.
func (e *encoded) size() int {
	n := 0
	for _, part := range e.parts {
		n += len(part)
	}
	return n
}

// encodeOne returns a response of one part.
func encodeOne(part []byte) *encoded {
	e := &encoded{one: [1][]byte{part}}
	e.parts = e.one[:]
	return e
}

// messages is gRPC's own codec.
var messages = encoding.GetCodecV2(proto.Name)

// codec sends encoded responses as they are and everything else as protobuf.
type codec struct{}

// Marshal returns the bytes of a response. The transport frees them once they are sent, and the last of them closes the
// file.
func (codec) Marshal(v any) (mem.BufferSlice, error) {
	ready, ok := v.(*encoded)
	if !ok {
		return messages.Marshal(v)
	}
	buffers := make(mem.BufferSlice, 0, len(ready.parts))
	// The transport writes buffers in order and frees each when it is written, so the last one of the file holds it open
	// for all. gRPC never frees small buffers. No part of a file is small, since its capacity reaches to the end of the
	// file.
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

// hold closes a file when the buffer that it is the pool of is freed.
type hold struct{ file *file.File }

// Get is never called: buffers are slices of the file.
func (hold) Get(length int) *[]byte { return new(make([]byte, length)) }

// Put closes the file.
func (h hold) Put(*[]byte) { h.file.Close() }

// incoming is a request that is being read. gRPC would end a call with an error of its own if the codec refused its
// request, so the problem is kept here.
type incoming struct {
	message protoreflect.ProtoMessage
	// maxBytes is the largest size in bytes.
	maxBytes int
	problem  error
}

// TooLargeError is the error of a request that is larger than its method accepts.
type TooLargeError struct{ Size, MaxBytes int }

// Error returns both sizes.
func (e TooLargeError) Error() string {
	return fmt.Sprintf("%d bytes of at most %d", e.Size, e.MaxBytes)
}

// Unmarshal reads a request.
func (codec) Unmarshal(data mem.BufferSlice, v any) error {
	if request, ok := v.(*incoming); ok {
		if data.Len() > request.maxBytes {
			request.problem = TooLargeError{data.Len(), request.maxBytes}
			return nil
		}
		request.problem = codec{}.Unmarshal(data, request.message)
		return nil
	}
	return messages.Unmarshal(data, v)
}

// Name returns the content subtype of the codec.
func (codec) Name() string { return proto.Name }
