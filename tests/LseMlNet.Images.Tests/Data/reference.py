#!/usr/bin/env python3
"""Makes the pictures of this folder, and what Pillow and NumPy make of them (Debian: python3-pil python3-numpy).

Each line of reference.txt is a case: the picture, the options, and the file with the expected pixels. The expected pixels are those before
normalization, because (pixel - mean) x scale is only arithmetic; normalized.txt has the values that NumPy computes for one case.
"""
import os

import numpy as np
from PIL import Image, ImageCms, ImageOps

os.chdir(os.path.dirname(os.path.abspath(__file__)))
random = np.random.RandomState(7)
cases = []
SIZE = (64, 48)
FILTERS = {'bilinear': Image.BILINEAR, 'bicubic': Image.BICUBIC, 'lanczos': Image.LANCZOS, 'nearest': Image.NEAREST}


def photograph(width, height):
    """Noise at every scale, as in a photograph, with an edge and a bright spot; not symmetric in any direction."""
    pixels = np.zeros((height, width, 3))
    for octave in range(1, 7):
        cells = 2 ** octave
        noise = Image.fromarray((random.rand(cells, cells, 3) * 255).astype(np.uint8))
        pixels += np.asarray(noise.resize((width, height), Image.BICUBIC), float) / 2 ** octave
    y, x = np.mgrid[0:height, 0:width]
    pixels[x + 2 * y < width * 0.6] *= 0.4
    pixels[(x - width * 0.8) ** 2 + (y - height * 0.3) ** 2 < (height * 0.1) ** 2] = (250, 240, 90)
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def expect(picture, name, options, pixels):
    file = f'expected/{name}.png'
    pixels.save(file, optimize=True)
    cases.append(f'{picture} {options} {file}')


def crop(image, size=SIZE, method=Image.BILINEAR):
    return ImageOps.fit(image, size, method, centering=(0.5, 0.5))


def cut(image, side, size, method=Image.BILINEAR):
    """torchvision's Resize(side) and CenterCrop(size), without PyTorch."""
    w, h = image.size
    w, h = (side, int(side * h / w)) if w <= h else (int(side * w / h), side)
    left, top = (w - size[0]) // 2, (h - size[1]) // 2
    return image.resize((w, h), method).crop((left, top, left + size[0], top + size[1]))


os.makedirs('expected', exist_ok=True)
landscape, portrait, square = photograph(330, 220), photograph(211, 317), photograph(250, 250)
for name, image in ('landscape', landscape), ('portrait', portrait), ('square', square):
    image.save(f'{name}.jpg', quality=90)
    stored = Image.open(f'{name}.jpg')
    stored.load()
    for method, value in FILTERS.items():
        if name == 'landscape' or method in ('bilinear', 'nearest'):
            expect(f'{name}.jpg', f'{name}-crop-{method}', f'crop {method}', crop(stored, method=value))
            expect(f'{name}.jpg', f'{name}-fill-{method}', f'fill {method}', stored.resize(SIZE, value))
            expect(f'{name}.jpg', f'{name}-pad-{method}', f'pad {method}', ImageOps.pad(stored, SIZE, value))
    expect(f'{name}.jpg', f'{name}-cut', 'cut80 bilinear', cut(stored, 80, SIZE))
    expect(f'{name}.jpg', f'{name}-gray', 'crop bilinear gray', crop(stored.convert('L')))
small = photograph(25, 20)
small.save('small.png')
for method, value in FILTERS.items():
    expect('small.png', f'small-crop-{method}', f'crop {method}', crop(small, method=value))
    expect('small.png', f'small-fill-{method}', f'fill {method}', small.resize(SIZE, value))

# The kinds of files. Pillow converts each of them to RGB by itself, or as written here.
picture = photograph(120, 90)


def kind(file, rgb, options='crop bilinear'):
    expect(file, file.replace('.', '-') + '-' + options.replace(' ', '-'), options, crop(rgb))


def saved(file, image, **options):
    image.save(file, **options)
    kind(file, Image.open(file).convert('RGB'))


saved('kind-rgb.png', picture)
saved('kind-palette.png', picture.quantize(40))
saved('kind-gray.png', picture.convert('L'))
saved('kind-gray.jpg', picture.convert('L'), quality=95)
saved('kind-bits.png', picture.convert('1'))
saved('kind-lossy.webp', picture, quality=90)
saved('kind-lossless.webp', picture, lossless=True)
saved('kind.bmp', picture)
saved('kind.ico', picture, sizes=[(120, 90)])
saved('kind-cmyk.jpg', picture.convert('CMYK'), quality=95)
saved('kind-progressive.jpg', picture, quality=95, progressive=True)
first, second = picture.quantize(200), Image.new('P', picture.size)
first.save('kind.gif', save_all=True, append_images=[second], optimize=False)
kind('kind.gif', Image.open('kind.gif').convert('RGB'))
# A color profile in which red and green change places, so that a reader that applies it is noticed. It is ignored.
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
profile = profile.replace(b'rXYZ', b'....', 1).replace(b'gXYZ', b'rXYZ', 1).replace(b'....', b'gXYZ', 1)
picture.save('kind-icc.png', icc_profile=profile)
kind('kind-icc.png', picture)
deep = np.asarray(picture.convert('L')).astype(np.uint16) * 257
Image.fromarray(deep).save('kind-16-bits.png')
kind('kind-16-bits.png', Image.fromarray((deep // 257).astype(np.uint8)).convert('RGB'))
alpha = picture.convert('RGBA')
alpha.putalpha(Image.fromarray(np.asarray(photograph(120, 90))[:, :, 0]))
alpha.save('kind-alpha.png')
for background in 'black', 'white':
    paper = Image.new('RGBA', alpha.size, background)
    kind('kind-alpha.png', Image.alpha_composite(paper, alpha).convert('RGB'), f'crop bilinear {background}')

# The same upright picture, stored in each of the eight ways.
upright = photograph(90, 60)
store = {1: None, 2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM,
         5: Image.TRANSPOSE, 6: Image.ROTATE_90, 7: Image.TRANSVERSE, 8: Image.ROTATE_270}
for orientation, method in store.items():
    exif = Image.Exif()
    exif[0x112] = orientation
    stored = upright if method is None else upright.transpose(method)
    stored.save(f'orientation-{orientation}.png', exif=exif)
    stored.save(f'orientation-{orientation}.webp', exif=exif.tobytes(), lossless=True)
    stored.save(f'orientation-{orientation}.jpg', exif=exif, quality=95, subsampling=0)
    for extension in 'png', 'webp', 'jpg':
        cases.append(f'orientation-{orientation}.{extension} crop bilinear expected/upright.png')
        turned = ImageOps.exif_transpose(Image.open(f'orientation-{orientation}.{extension}')).convert('RGB')
        assert np.abs(np.asarray(turned, int) - np.asarray(upright, int)).mean() < 2, (orientation, extension)
crop(upright).save('expected/upright.png')

# Pictures so large that a JPEG is scaled down while it is decoded. Their sides are odd, so the last block of the decoder is incomplete.
large = photograph(1003, 757)
large.save('large.jpg', quality=75)
stored = Image.open('large.jpg')
stored.load()
for method in 'bilinear', 'bicubic', 'lanczos', 'nearest':
    expect('large.jpg', f'large-crop-{method}', f'crop {method}', crop(stored, method=FILTERS[method]))
    expect('large.jpg', f'large-fill-{method}', f'fill {method}', stored.resize(SIZE, FILTERS[method]))
    expect('large.jpg', f'large-pad-{method}', f'pad {method}', ImageOps.pad(stored, SIZE, FILTERS[method]))
expect('large.jpg', 'large-cut', 'cut80 bilinear', cut(stored, 80, SIZE))
expect('large.jpg', 'large-gray', 'crop bilinear gray', crop(stored.convert('L')))
turned = photograph(645, 451)
crop(turned).save('expected/turned.png')
for orientation, method in store.items():
    exif = Image.Exif()
    exif[0x112] = orientation
    (turned if method is None else turned.transpose(method)).save(f'turned-{orientation}.jpg', exif=exif, quality=85, subsampling=0)
    cases.append(f'turned-{orientation}.jpg crop bilinear expected/turned.png')

with open('reference.txt', 'w') as file:
    file.write('# Made by reference.py: picture, fit, filter, channels or background, expected pixels.\n')
    file.write('\n'.join(cases) + '\n')

# The preset imagenet for pictures of 21 x 21, in the layout of PyTorch.
values = np.asarray(cut(Image.open('landscape.jpg'), 24, (21, 21)), np.float64) / 255
values = (values - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
np.savetxt('normalized.txt', values.transpose(2, 0, 1).reshape(3 * 21, 21), '%.4f')
