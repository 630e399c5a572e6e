package services

import (
	"fmt"

	"google.golang.org/grpc/encoding"
	_ "google.golang.org/grpc/encoding/proto" // registers the codec that is fallen back to
	"google.golang.org/grpc/mem"
)

// encoded is a response whose bytes are ready: slices of the image, with what frames them.
type encoded mem.BufferSlice

func encode(parts ...[]byte) encoded {
	buffers := make(encoded, len(parts))
	for i, part := range parts {
		buffers[i] = mem.SliceBuffer(part)
	}
	return buffers
}

// codec sends encoded responses as they are and everything else as protobuf.
type codec struct{}

// Marshal gives the bytes of a response.
func (codec) Marshal(v any) (mem.BufferSlice, error) {
	if ready, ok := v.(encoded); ok {
		return mem.BufferSlice(ready), nil
	}
	fallback := encoding.GetCodecV2("proto")
	if fallback == nil {
		return nil, fmt.Errorf("encode a %T: the protobuf codec is not registered", v)
	}
	return fallback.Marshal(v)
}

// Unmarshal reads a request.
func (codec) Unmarshal(data mem.BufferSlice, v any) error {
	fallback := encoding.GetCodecV2("proto")
	if fallback == nil {
		return fmt.Errorf("decode a %T: the protobuf codec is not registered", v)
	}
	return fallback.Unmarshal(data, v)
}

// Name is the content subtype that the codec answers to.
func (codec) Name() string { return "proto" }
